// Stands for a bundler: what is served is made while the image is built.
const fs = require('fs');
fs.mkdirSync('dist', { recursive: true });
fs.writeFileSync('dist/page.txt', require('./page.js') + '\n');
