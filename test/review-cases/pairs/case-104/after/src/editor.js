window.addEventListener('message', function (event) {
  if (event.origin !== 'https://editor.example.com') return
  var data = JSON.parse(event.data)
  document.getElementById('preview').textContent = data.html
})
