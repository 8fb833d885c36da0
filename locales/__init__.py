"""Everything the bot says, one folder per language, one file per conversation."""
