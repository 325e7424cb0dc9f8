export class ListView {
  constructor(private readonly root: HTMLElement) {}

  show(items: string[]): void {
    let markup = '<ul>'
    for (const item of items) {
      markup += `<li>${item}</li>`
    }
    this.root.innerHTML = markup + '</ul>'
  }
}
