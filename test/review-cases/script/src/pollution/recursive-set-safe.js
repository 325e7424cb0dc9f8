'use strict'

const isSafe = (key) => !['__proto__', 'prototype', 'constructor'].includes(key)

const put = (node, [head, ...tail], value) => {
  if (!isSafe(head)) throw new Error('refused')
  if (tail.length === 0) {
    node[head] = value
    return node
  }
  if (!node[head]) node[head] = {}
  put(node[head], tail, value)
  return node
}

exports.put = (node, path, value) => put(node, path.split('/'), value)
