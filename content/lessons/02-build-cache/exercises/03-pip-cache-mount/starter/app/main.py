import pandas as pd
from fastapi import FastAPI

app = FastAPI()
loads = pd.DataFrame({"quay": ["north", "south"], "tonnes": [18200, 9400]})


@app.get("/quays/{name}")
def quay(name: str) -> dict:
    return {"quay": name, "tonnes": int(loads[loads.quay == name].tonnes.sum())}
