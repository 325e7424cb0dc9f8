'use strict'

var isObject = require('isobject')
var forIn = require('for-in')

function mixinDeep (target, objects) {
  var len = arguments.length
  var i = 0
  while (++i < len) {
    var obj = arguments[i]
    if (isObject(obj)) forIn(obj, copy, target)
  }
  return target
}

function copy (val, key) {
  var obj = this[key]
  if (isObject(val) && isObject(obj)) {
    mixinDeep(obj, val)
  } else {
    this[key] = val
  }
}

module.exports = mixinDeep
