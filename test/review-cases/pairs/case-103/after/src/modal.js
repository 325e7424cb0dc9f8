const Modal = {
  open ({ title, content }) {
    const root = document.querySelector('#modal')
    root.querySelector('.title').textContent = title
    root.querySelector('.content').textContent = content
  }
}

export default Modal
