export class Toast {
  constructor (options) {
    this.options = { timeout: 1000, ...options }
    this.element = document.createElement('div')
  }

  show (message) {
    this.element.innerHTML = `<b>${this.options.title}</b> ${message}`
    document.body.appendChild(this.element)
  }
}
