module.exports = 'from a package';
