"""The mean of the weights of several models that go back to the same run.

    mean.py OUT.pt MODEL.pt MODEL.pt …

Models whose training took different turns late lie in one valley of the loss; their mean is often better on unseen text
than each of them (Izmailov et al. 2018).
"""
import sys

import torch

out, *parts = sys.argv[1:]
if len(parts) < 2:
    sys.exit(__doc__)
models = [torch.load(part, weights_only=True) for part in parts]
if any(model["sizes"] != models[0]["sizes"] for model in models):
    sys.exit("the models have different sizes; the mean needs models of one architecture")
state = {name: sum(model["state"][name] for model in models) / len(models) for name in models[0]["state"]}
torch.save({**models[0], "state": state}, out)
