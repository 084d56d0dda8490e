/// Files of tables, opened for the readers that are installed.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
@NullMarked
package dev.starling.core.table;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
