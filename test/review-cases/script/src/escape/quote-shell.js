module.exports = (text) => `"${text.replace(/"/g, '\\"')}"`
