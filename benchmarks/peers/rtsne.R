# t-SNE by Rtsne: data.csv coordinates.csv perplexity iterations threads
given <- commandArgs(trailingOnly = TRUE)
table <- read.csv(given[1])
features <- as.matrix(table[, -ncol(table)])
set.seed(1)
map <- Rtsne::Rtsne(features, perplexity = as.numeric(given[3]), max_iter = as.integer(given[4]), num_threads = as.integer(given[5]),
                    pca = FALSE, check_duplicates = FALSE)
write.table(map$Y, given[2], sep = ",", row.names = FALSE, col.names = FALSE)
