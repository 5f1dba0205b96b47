#ifndef CVOCABULARY_H
#define CVOCABULARY_H
#include <stddef.h>
#include <stdint.h>
#endif
