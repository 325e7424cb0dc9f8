export class ListView {
  constructor(private readonly root: HTMLElement) {}

  show(items: string[]): void {
    const list = document.createElement('ul')
    for (const item of items) {
      const entry = document.createElement('li')
      entry.textContent = item
      list.append(entry)
    }
    this.root.replaceChildren(list)
  }
}
