export class OptionList {
  private items: string[] = []

  add(item: string): this {
    this.items.push(item)
    return this
  }

  mount(element: HTMLElement): void {
    element.insertAdjacentHTML('beforeend', this.items.map((item) => `<option>${item}</option>`).join(''))
  }
}
