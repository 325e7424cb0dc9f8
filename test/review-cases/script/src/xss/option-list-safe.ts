export class OptionList {
  private items: string[] = []

  add(item: string): this {
    this.items.push(item)
    return this
  }

  mount(element: HTMLElement): void {
    for (const item of this.items) {
      const option = document.createElement('option')
      option.textContent = item
      element.appendChild(option)
    }
  }
}
