const { exec } = require('child_process');
const os = require('os');

class Scanner {
  static async scan(iface) {
    if (!/^[a-zA-Z0-9]+$/.test(iface)) throw new Error('invalid interface');
    return new Promise((resolve, reject) => {
      const cmd = Scanner.command(iface);
      exec(cmd, (error, stdout) => error ? reject(error) : resolve(Scanner.parse(stdout)));
    });
  }

  static command(iface) {
    switch (os.platform()) {
      case 'linux': return `iwlist ${iface} scan`;
      case 'darwin': return `airport -s ${iface}`;
      default: throw new Error('not supported');
    }
  }

  static parse(text) { return text.split('\n'); }
}
module.exports = Scanner;
