function getParam (name) {
  var match = RegExp('[?&]' + name + '=([^&]*)').exec(window.location.search)
  return match && decodeURIComponent(match[1].replace(/\+/g, ' '))
}

$(document).ready(function () {
  var message = getParam('message')
  if (message) {
    $('#message').html(message)
  }
})
