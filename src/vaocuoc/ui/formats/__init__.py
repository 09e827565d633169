"""How numbers and dates are written, by language; Django reads it through FORMAT_MODULE_PATH."""
