/// Files of annotated data in HDF5, as AnnData and scanpy write them.
@NullMarked
package dev.starling.plugins.readers.hdf5;

import org.jspecify.annotations.NullMarked;
