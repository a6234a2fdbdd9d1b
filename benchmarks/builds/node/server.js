const page = require('fs').readFileSync('dist/page.txt');
require('http').createServer((_, to) => to.end(page)).listen(process.env.PORT);
