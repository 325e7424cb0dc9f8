const net = require('net')

net.createServer((socket) => {
  socket.on('data', (data) => {
    const message = data.toString()
    const result = eval(message)
    socket.write(String(result))
  })
}).listen(7000)
