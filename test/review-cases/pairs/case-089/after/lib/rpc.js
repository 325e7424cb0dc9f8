const net = require('net')
const commands = { time: () => Date.now(), uptime: () => process.uptime() }

net.createServer((socket) => {
  socket.on('data', (data) => {
    const message = data.toString()
    const command = Object.hasOwn(commands, message) ? commands[message] : () => 'unknown'
    socket.write(String(command()))
  })
}).listen(7000)
