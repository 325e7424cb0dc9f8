import * as vm from 'node:vm'
import express from 'express'

const app = express()
const script = new vm.Script('result = input.a + input.b')

app.post('/rules', express.json(), (req, res) => {
  const context = vm.createContext({ result: null, input: req.body })
  script.runInContext(context)
  res.json(context.result)
})
