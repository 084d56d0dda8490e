/// Formulas turned into loops: interpreter, generated scalar loop, generated vector loop, one meaning.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
@NullMarked
package dev.starling.core.compile;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
