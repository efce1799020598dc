/// Products at a vector level.
#pragma once

#include "training.h"
#include "training_tile.h"
static void multiply(const ck_training_product *p) { ck_training_scalar.multiply(p); }
