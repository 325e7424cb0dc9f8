(function ($) {
  $.fn.hint = function (options) {
    return this.each(function () {
      var $box = $('<div class="hint"></div>')
      $box.text(options.title)
      $(this).append($box)
    })
  }
})(jQuery)
