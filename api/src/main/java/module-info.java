/// All that the author of a cost, kernel, transform, optimizer or method sees.
module dev.starling.api {
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;

    exports dev.starling.api;
    exports dev.starling.api.expr;
    exports dev.starling.api.table;
    exports dev.starling.api.expr.tree to
            dev.starling.core,
            dev.starling.testkit;
}
