/// A name that Hardwood looks up.
@NullMarked
package org.xerial.snappy;

import org.jspecify.annotations.NullMarked;
