package main

import (
	"math"
	"math/rand/v2"

	"github.com/ibid-go/ibid/internal/tag"
)

const (
	labels     = tag.Labels
	separators = tag.Separators
)

// instance is one citation to learn from: for each atom its features as
// indices into params.feature, the separator before it and its label.
type instance struct {
	features   [][]int32
	separators []uint8
	labels     []tag.Label
}

type row [labels]float64

// How steps are taken, set by trying.
const (
	rate   = 0.1  // of AdaGrad
	shrink = 1e-6 // of weights at each step
	drop   = 0.5  // of the features left out at random
)

// params are the weights of a linear-chain conditional random field, and for
// each the sum of squared gradients that AdaGrad (Duchi, Hazan and Singer
// 2011) scales its steps by.
type params struct {
	feature, featureSum   []row
	step, stepSum         [separators][labels][labels]float64
	first, last           row
	firstSum, lastSum     row
	alpha, beta, emission []row // scratch
	edge                  [labels][labels]float64
	thinned               [][]int32
	kept                  []int32
}

func newParams(features int) *params {
	return &params{feature: make([]row, features), featureSum: make([]row, features)}
}

// learn goes through the instances once, in random order.
func (p *params) learn(rng *rand.Rand, instances []instance) (loss float64) {
	for _, i := range rng.Perm(len(instances)) {
		if in := &instances[i]; len(in.labels) > 0 {
			loss += p.update(p.thin(rng, in))
		}
	}
	return loss / float64(len(instances))
}

// thin leaves out features at random, so that no weight relies on another
// (dropout; Srivastava et al. 2014).
func (p *params) thin(rng *rand.Rand, in *instance) *instance {
	p.thinned, p.kept = p.thinned[:0], p.kept[:0]
	for _, features := range in.features {
		start := len(p.kept)
		for _, f := range features {
			if rng.Float64() >= drop {
				p.kept = append(p.kept, f)
			}
		}
		p.thinned = append(p.thinned, p.kept[start:len(p.kept):len(p.kept)])
	}
	return &instance{features: p.thinned, separators: in.separators, labels: in.labels}
}

// whole gives what a row weighs where no feature is left out.
func whole(r *row) *row {
	scaled := *r
	for l := range scaled {
		scaled[l] *= 1 - drop
	}
	return &scaled
}

// update takes one step along the gradient of the log-likelihood of in and
// gives the negative log-likelihood before the step.
func (p *params) update(in *instance) float64 {
	n := len(in.labels)
	p.grow(n)
	p.score(in)
	logZ := p.forward(in)
	p.backward(in)
	truth := p.first[in.labels[0]] + p.last[in.labels[n-1]]
	for i, label := range in.labels {
		truth += p.emission[i][label]
		if i > 0 {
			truth += p.step[in.separators[i]][in.labels[i-1]][label]
		}
	}
	p.descend(in, logZ)
	return logZ - truth
}

func (p *params) grow(n int) {
	for len(p.alpha) < n {
		p.alpha, p.beta, p.emission = append(p.alpha, row{}), append(p.beta, row{}), append(p.emission, row{})
	}
}

func (p *params) score(in *instance) {
	for i, features := range in.features {
		p.emission[i] = row{}
		for _, f := range features {
			for l, w := range p.feature[f] {
				p.emission[i][l] += w
			}
		}
	}
}

func (p *params) forward(in *instance) float64 {
	n := len(in.labels)
	for l := range labels {
		p.alpha[0][l] = p.first[l] + p.emission[0][l]
	}
	var terms row
	for i := 1; i < n; i++ {
		step := &p.step[in.separators[i]]
		for l := range labels {
			for k := range labels {
				terms[k] = p.alpha[i-1][k] + step[k][l]
			}
			p.alpha[i][l] = logSum(&terms) + p.emission[i][l]
		}
	}
	for l := range labels {
		terms[l] = p.alpha[n-1][l] + p.last[l]
	}
	return logSum(&terms)
}

func (p *params) backward(in *instance) {
	n := len(in.labels)
	p.beta[n-1] = p.last
	var terms row
	for i := n - 2; i >= 0; i-- {
		step := &p.step[in.separators[i+1]]
		for k := range labels {
			for l := range labels {
				terms[l] = step[k][l] + p.emission[i+1][l] + p.beta[i+1][l]
			}
			p.beta[i][k] = logSum(&terms)
		}
	}
}

// descend moves every weight that in touches by observed minus expected count.
func (p *params) descend(in *instance, logZ float64) {
	n := len(in.labels)
	for i := range n {
		var gradient row
		for l := range labels {
			gradient[l] = -math.Exp(p.alpha[i][l] + p.beta[i][l] - logZ)
		}
		gradient[in.labels[i]]++
		if i == 0 {
			p.move(&p.first, &p.firstSum, &gradient)
		}
		if i == n-1 {
			p.move(&p.last, &p.lastSum, &gradient)
		}
		if i > 0 {
			p.descendStep(in, i, logZ)
		}
		for _, f := range in.features[i] {
			p.move(&p.feature[f], &p.featureSum[f], &gradient)
		}
	}
}

func (p *params) descendStep(in *instance, i int, logZ float64) {
	step, sum := &p.step[in.separators[i]], &p.stepSum[in.separators[i]]
	for k := range labels {
		for l := range labels {
			p.edge[k][l] = -math.Exp(p.alpha[i-1][k] + step[k][l] + p.emission[i][l] + p.beta[i][l] - logZ)
		}
	}
	p.edge[in.labels[i-1]][in.labels[i]]++
	for k := range labels {
		for l := range labels {
			p.moveOne(&step[k][l], &sum[k][l], p.edge[k][l])
		}
	}
}

func (p *params) move(weights, sums, gradient *row) {
	for l := range labels {
		p.moveOne(&weights[l], &sums[l], gradient[l])
	}
}

func (p *params) moveOne(weight, sum *float64, gradient float64) {
	const negligible = 1e-4
	if gradient < negligible && gradient > -negligible {
		return
	}
	gradient -= shrink * *weight
	*sum += gradient * gradient
	*weight += rate * gradient / (math.Sqrt(*sum) + 1e-6)
}

func logSum(terms *row) float64 {
	highest := terms[0]
	for _, t := range terms[1:] {
		highest = max(highest, t)
	}
	sum := 0.0
	for _, t := range terms {
		if t-highest > -30 {
			sum += math.Exp(t - highest)
		}
	}
	return highest + math.Log(sum)
}
