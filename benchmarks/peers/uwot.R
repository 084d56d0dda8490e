# UMAP by uwot, with as many neighbors as the perplexity: data.csv coordinates.csv perplexity iterations threads
given <- commandArgs(trailingOnly = TRUE)
table <- read.csv(given[1])
features <- as.matrix(table[, -ncol(table)])
set.seed(1)
map <- uwot::umap(features, n_neighbors = as.integer(given[3]), n_threads = as.integer(given[5]))
write.table(map, given[2], sep = ",", row.names = FALSE, col.names = FALSE)
