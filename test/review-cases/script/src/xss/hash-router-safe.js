var routes = { '#about': 'About us', '#contact': 'Contact' }

function show () {
  var hash = decodeURIComponent(window.location.hash)
  var title = routes[hash] || 'No page called ' + hash
  document.getElementById('title').textContent = title
}
window.addEventListener('hashchange', show)
