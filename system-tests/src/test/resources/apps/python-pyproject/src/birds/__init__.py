WORD = "from the package in src"
