package dev.starling.api;

import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

/// What a kernel sees of a distance: f = t(d), increasing, 0 at 0. The field's choice is d².
@API(status = API.Status.STABLE, since = "1.0")
public interface Transform extends Extension {
    Expr transform(Expr d, Arguments given);
}
