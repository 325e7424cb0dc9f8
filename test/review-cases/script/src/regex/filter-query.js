exports.filter = (items) => (req, res) => {
  const pattern = new RegExp(req.query.filter, 'i')
  res.json(items.filter((item) => pattern.test(item.name)))
}
