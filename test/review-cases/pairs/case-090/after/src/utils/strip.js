export const stripComments = (text) => text.replace(/\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g, '')
