!(function (root, factory) {
  if (typeof define === 'function' && define.amd) {
    define(['jquery'], factory)
  } else if (typeof module === 'object' && module.exports) {
    module.exports = factory(require('jquery'))
  } else {
    root.Select = factory(root.jQuery)
  }
})(this, function ($) {
  'use strict'
  var Select = function (element, options) {
    this.$el = $(element)
    this.options = options
    this.init()
  }

  Select.prototype.init = function () {
    var html = []
    $.each(this.options.items, function (i, item) {
      html.push('<li>' + item.label + '</li>')
    })
    this.$el.html(html.join(''))
  }
  return Select
})
