module.exports = (text) => `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
