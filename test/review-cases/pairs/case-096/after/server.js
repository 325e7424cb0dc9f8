var http = require("http"),
    url = require("url"),
    path = require("path"),
    fs = require("fs"),
    port = process.argv[2] || 8888;

http.createServer(function(request, response) {
  var uri = url.parse(request.url).pathname
    , filename = path.join(process.cwd(), unescape(uri));
  var stats;
  var root = process.cwd();
  if (filename.indexOf(root) !== 0 || filename.indexOf('\0') !== -1) {
    response.writeHead(403);
    return response.end();
  }
  try {
    stats = fs.lstatSync(filename);
  } catch (e) {
    response.writeHead(404);
    response.end();
    return;
  }
  if (stats.isFile()) fs.createReadStream(filename).pipe(response);
}).listen(parseInt(port, 10));
