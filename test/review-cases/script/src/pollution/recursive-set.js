'use strict'

const put = (node, [head, ...tail], value) => {
  if (tail.length === 0) {
    node[head] = value
    return node
  }
  if (!node[head]) node[head] = {}
  put(node[head], tail, value)
  return node
}

exports.put = (node, path, value) => put(node, path.split('/'), value)
