;(function ($, window) {
  function Label (element, options) {
    this.$element = $(element)
    this.options = $.extend({}, Label.defaults, options)
    this.render()
  }

  Label.defaults = { text: '' }

  Label.prototype.render = function () {
    this.$element.append($('<span class="label"></span>').text(this.options.text))
  }

  $.fn.label = function (options) {
    return this.each(function () { new Label(this, options) })
  }
})(jQuery, window)
