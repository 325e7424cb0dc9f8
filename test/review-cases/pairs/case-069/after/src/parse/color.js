const rgb = /^rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*([\d.]+)\s*)?\)$/
const hex = /^#[\da-f]+$/i

export function parse (color) {
  return rgb.test(color) || hex.test(color)
}
