"""How the mined tables of ``seeds/lexicon`` were made, so that they can be made again."""
