export const stripComments = (text) => text.replace(/\/\*([\s\S]*?)*\*\//g, '')
