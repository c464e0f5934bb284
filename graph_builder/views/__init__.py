"""STAGE 4: graph -> what people look at."""
