<?php echo 'php answers ', $_SERVER['REQUEST_URI'];
