export class Toast {
  constructor (options) {
    this.options = { timeout: 1000, ...options }
    this.element = document.createElement('div')
  }

  show (message) {
    const title = document.createElement('b')
    title.textContent = this.options.title
    this.element.append(title, ' ', message)
    document.body.appendChild(this.element)
  }
}
