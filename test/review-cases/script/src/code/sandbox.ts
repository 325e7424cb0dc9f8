import * as vm from 'node:vm'
import express from 'express'

const app = express()

app.post('/rules', express.text(), (req, res) => {
  const script = new vm.Script(`result = (${req.body})`)
  const context = vm.createContext({ result: null })
  script.runInContext(context)
  res.json(context.result)
})
