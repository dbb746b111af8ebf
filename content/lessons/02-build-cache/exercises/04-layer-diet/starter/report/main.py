import os
import pathlib

import psycopg2

TEMPLATES = pathlib.Path("/srv/templates")


def application(environ, start_response):
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select name, total from quarter")
        rows = [f"{name}\t{total}" for name, total in cursor]
    # Editors upload corrected templates, so the folder is written to.
    (TEMPLATES / "last-run.txt").write_text("\n".join(rows))
    start_response("200 OK", [("content-type", "text/plain")])
    return ["\n".join(rows).encode()]
