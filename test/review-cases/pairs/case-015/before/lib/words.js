const WORD = '(\\w+\\s?)+'

function isSentence (text) {
  return new RegExp('^' + WORD + '$').test(text)
}

module.exports = { isSentence }
