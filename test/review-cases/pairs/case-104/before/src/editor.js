window.addEventListener('message', function (event) {
  var data = JSON.parse(event.data)
  document.getElementById('preview').innerHTML = data.html
})
