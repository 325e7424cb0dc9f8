class Options {
  constructor (values) {
    this.values = {}
    this.apply(this.values, values)
  }

  apply (target, values) {
    Object.keys(values).forEach((name) => {
      const value = values[name]
      if (value && typeof value === 'object') {
        if (!Object.prototype.hasOwnProperty.call(target, name)) target[name] = {}
        this.apply(target[name], value)
        return
      }
      target[name] = value
    })
  }
}
module.exports = Options
