const built = require('fs').readFileSync('built.txt', 'utf8').trim();
const page = `${require('word')}, ${built}, ${process.env.NODE_ENV}`;
require('http').createServer((request, answer) => answer.end(page)).listen(process.env.PORT);
