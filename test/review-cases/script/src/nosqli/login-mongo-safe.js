const { MongoClient } = require('mongodb')
const client = new MongoClient(process.env.MONGO)

async function findUser (credentials) {
  return client.db('app').collection('users').findOne({
    name: String(credentials.name),
    password: credentials.password.toString()
  })
}

module.exports = (app) => {
  app.post('/login', async (req, res) => {
    const user = await findUser(req.body)
    res.sendStatus(user ? 200 : 401)
  })
}
